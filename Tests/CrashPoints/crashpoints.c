#define _GNU_SOURCE
#include "crashpoints.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long tracked;
static long kill_at, fail_at, fail_from;
static int fail_errno = EIO;
static int files_only;
static const char *count_file;

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

__attribute__((constructor)) static void start(void) {
  kill_at = number("CRASH_POINTS_KILL_AT");
  fail_at = number("CRASH_POINTS_FAIL_AT");
  fail_from = number("CRASH_POINTS_FAIL_FROM");
  files_only = number("CRASH_POINTS_FILES_ONLY") != 0;
  if (number("CRASH_POINTS_ERRNO")) fail_errno = (int)number("CRASH_POINTS_ERRNO");
  count_file = getenv("CRASH_POINTS_COUNT");
}

// Whether the call is to fail. Does not return when the process is to die here.
static int fails(void) {
  long n = atomic_fetch_add(&tracked, 1) + 1;
  if (kill_at && n == kill_at) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  if ((fail_at && n == fail_at) || (fail_from && n >= fail_from)) {
    errno = fail_errno;
    return 1;
  }
  return 0;
}

// Calls on eventfds, pipes and the like say nothing of the program's progress.
static int is_tracked(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return 0;
  if (S_ISREG(status.st_mode)) return !files_only || descriptor > 2;
  if (S_ISDIR(status.st_mode)) return 1;
  return S_ISSOCK(status.st_mode) && !files_only;
}

#define NEXT(name) \
  static __typeof__(name) *next; \
  if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int d, const void *b, size_t n) {
  NEXT(write);
  if (is_tracked(d) && fails()) return -1;
  return next(d, b, n);
}

ssize_t writev(int d, const struct iovec *v, int n) {
  NEXT(writev);
  if (is_tracked(d) && fails()) return -1;
  return next(d, v, n);
}

ssize_t pwrite(int d, const void *b, size_t n, off_t o) {
  NEXT(pwrite);
  if (is_tracked(d) && fails()) return -1;
  return next(d, b, n, o);
}

ssize_t send(int d, const void *b, size_t n, int f) {
  NEXT(send);
  if (is_tracked(d) && fails()) return -1;
  return next(d, b, n, f);
}

ssize_t sendto(int d, const void *b, size_t n, int f, const struct sockaddr *a, socklen_t l) {
  NEXT(sendto);
  if (is_tracked(d) && fails()) return -1;
  return next(d, b, n, f, a, l);
}

ssize_t sendmsg(int d, const struct msghdr *m, int f) {
  NEXT(sendmsg);
  if (is_tracked(d) && fails()) return -1;
  return next(d, m, f);
}

int fsync(int d) {
  NEXT(fsync);
  if (fails()) return -1;
  return next(d);
}

int fdatasync(int d) {
  NEXT(fdatasync);
  if (fails()) return -1;
  return next(d);
}

int rename(const char *a, const char *b) {
  NEXT(rename);
  if (fails()) return -1;
  return next(a, b);
}

int link(const char *a, const char *b) {
  NEXT(link);
  if (fails()) return -1;
  return next(a, b);
}

int unlink(const char *a) {
  NEXT(unlink);
  if (fails()) return -1;
  return next(a);
}

int ftruncate(int d, off_t n) {
  NEXT(ftruncate);
  if (fails()) return -1;
  return next(d, n);
}

int open(const char *path, int flags, ...) {
  NEXT(open);
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  if ((flags & O_ACCMODE) != O_RDONLY && fails()) return -1;
  return next(path, flags, mode);
}

// The same calls under the names that large-file builds use.
int open64(const char *path, int flags, ...) {
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  return open(path, flags, mode);
}

ssize_t pwrite64(int d, const void *b, size_t n, off64_t o) { return pwrite(d, b, n, o); }

int ftruncate64(int d, off64_t n) { return ftruncate(d, n); }

__attribute__((destructor)) static void end(void) {
  if (!count_file) return;
  long count = atomic_load(&tracked);
  FILE *file = fopen(count_file, "w");
  if (!file) return;
  fprintf(file, "%ld\n", count);
  fclose(file);
}
