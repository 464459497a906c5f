// What the benchmark holds `roster apply` against: the same bodies, sent by the same library in a bare loop on one
// thread, nothing paced, checked or recorded.
//
// HTTPLoop URL WIDTH FILE [BLOCK]: POSTs each line of FILE to URL, WIDTH at once, with the key in LEMLIST_API_KEY;
// prints as JSON the seconds it took, those of each BLOCK lines, and what was not answered with a success.
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The lines of the file that have not been sent.
static const char *next_line, *end_of_file;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static char *contents(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *text = malloc(*size + 1);
  if (text && fread(text, 1, *size, file) != *size) text = NULL;
  fclose(file);
  return text;
}

static size_t drop(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes;
  (void)context;
  return size * count;
}

// Gives the handle the next line; 0 when there is none.
static int take_line(CURL *easy) {
  const char *end = next_line < end_of_file ? memchr(next_line, '\n', (size_t)(end_of_file - next_line)) : NULL;
  if (!end) return 0;
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, next_line);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)(end - next_line));
  next_line = end + 1;
  return 1;
}

int main(int count, char **arguments) {
  long width = count >= 4 ? atol(arguments[2]) : 0;
  if (width <= 0) {
    fprintf(stderr, "usage: HTTPLoop URL WIDTH FILE [BLOCK]\n");
    return 64;
  }
  long block = count > 4 ? atol(arguments[4]) : 0;
  size_t size = 0;
  next_line = contents(arguments[3], &size);
  if (!next_line) {
    perror(arguments[3]);
    return 1;
  }
  end_of_file = next_line + size;
  const char *key = getenv("LEMLIST_API_KEY");
  curl_global_init(CURL_GLOBAL_ALL);
  CURLM *multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, width);
  struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
  double start = now();
  int running = 0, left;
  for (long index = 0; index < width; index += 1) {
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, arguments[1]);
    curl_easy_setopt(easy, CURLOPT_USERNAME, "");
    curl_easy_setopt(easy, CURLOPT_PASSWORD, key ? key : "");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    if (take_line(easy)) curl_multi_add_handle(multi, easy);
  }
  long done = 0, failed = 0, blocks = 0;
  double *times = malloc(sizeof *times * (block ? size / (size_t)block + 1 : 1));
  do {
    curl_multi_perform(multi, &running);
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL *easy = message->easy_handle;
      long status = 0;
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      failed += message->data.result != CURLE_OK || status < 200 || status > 299;
      done += 1;
      if (block && done % block == 0) times[blocks++] = now() - start;
      curl_multi_remove_handle(multi, easy);
      // The one that is added last runs, too.
      if (take_line(easy) && curl_multi_add_handle(multi, easy) == CURLM_OK) running += 1;
    }
    if (running) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  } while (running);
  printf("{\"blocks\":[");
  for (long index = 0; index < blocks; index += 1) printf("%s%.6f", index ? "," : "", times[index]);
  printf("],\"failed\":%ld,\"requests\":%ld,\"seconds\":%.6f}\n", failed, done, now() - start);
  return 0;
}
