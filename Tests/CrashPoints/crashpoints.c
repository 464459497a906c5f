#define _GNU_SOURCE
#include "crashpoints.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long tracked;
static long kill_at, fail_at, fail_from;
static int fail_errno = EIO;
static int files_only;
static const char *count_file;
static const char *denied;
static enum { BEFORE, TORN, AFTER } when;
static int log_descriptor = -1;

// What is to become of a call.
enum verdict { PASSES, FAILS, TEARS, DIES_AFTER };

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
  denied = getenv("CRASH_POINTS_DENY");
  const char *moment = getenv("CRASH_POINTS_WHEN");
  if (moment && !strcmp(moment, "torn")) when = TORN;
  if (moment && !strcmp(moment, "after")) when = AFTER;
  const char *log = getenv("CRASH_POINTS_LOG");
  if (log) {
    log_descriptor =
        (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// Counts a call, notes it, and says what is to become of it. Does not return when the process is to die
// before it. `d` is -1 for a call on a path, and `size` -1 for one that moves no bytes.
static enum verdict meets(const char *name, int d, long size, const char *path) {
  long n = atomic_fetch_add(&tracked, 1) + 1;
  if (log_descriptor >= 0) {
    char target[512] = "", line[640], link[64];
    if (path) {
      snprintf(target, sizeof target, "%s", path);
    } else {
      snprintf(link, sizeof link, "/proc/self/fd/%d", d);
      ssize_t length = readlink(link, target, sizeof target - 1);
      target[length > 0 ? length : 0] = 0;
    }
    int length = snprintf(line, sizeof line, "%ld %s %ld %s\n", n, name, size, target);
    if (length > 0) syscall(SYS_write, log_descriptor, line, (size_t)length);
  }
  if (kill_at && n == kill_at) {
    if (when == BEFORE) die();
    // What moves no bytes cannot be torn.
    return when == TORN && size > 1 ? TEARS : DIES_AFTER;
  }
  if ((fail_at && n == fail_at) || (fail_from && n >= fail_from)) {
    errno = fail_errno;
    return FAILS;
  }
  return PASSES;
}

// Passes on a call's result, unless the process is to die with it.
static long ends(enum verdict verdict, long result) {
  if (verdict == TEARS || verdict == DIES_AFTER) die();
  return result;
}

static int is_denied(const char *path) {
  if (!denied || !strstr(path, denied)) return 0;
  errno = EACCES;
  return 1;
}

// Whether it leads to the service: a pair of sockets by which threads wake each other does not.
static int is_socket(int descriptor) {
  int domain = 0;
  socklen_t size = sizeof domain;
  return !files_only && getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
         (domain == AF_INET || domain == AF_INET6);
}

// Calls on eventfds, pipes and the like say nothing of the program's progress.
static int is_tracked(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return 0;
  if (S_ISREG(status.st_mode)) return !files_only || descriptor > 2;
  if (S_ISDIR(status.st_mode)) return 1;
  return is_socket(descriptor);
}

#define NEXT(name) \
  static __typeof__(name) *next; \
  if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int d, const void *b, size_t n) {
  NEXT(write);
  if (!is_tracked(d)) return next(d, b, n);
  enum verdict verdict = meets("write", d, (long)n, NULL);
  return verdict == FAILS ? -1 : ends(verdict, next(d, b, verdict == TEARS ? n / 2 : n));
}

ssize_t writev(int d, const struct iovec *v, int n) {
  NEXT(writev);
  if (!is_tracked(d)) return next(d, v, n);
  long size = 0;
  for (int i = 0; i < n; i++) size += (long)v[i].iov_len;
  enum verdict verdict = meets("writev", d, size, NULL);
  if (verdict == FAILS) return -1;
  if (verdict != TEARS) return ends(verdict, next(d, v, n));
  // All but the last part, or half of the only one.
  struct iovec half = {v[0].iov_base, v[0].iov_len / 2};
  return ends(verdict, n > 1 ? next(d, v, n - 1) : next(d, &half, 1));
}

ssize_t pwrite(int d, const void *b, size_t n, off_t o) {
  NEXT(pwrite);
  if (!is_tracked(d)) return next(d, b, n, o);
  enum verdict verdict = meets("pwrite", d, (long)n, NULL);
  return verdict == FAILS ? -1 : ends(verdict, next(d, b, verdict == TEARS ? n / 2 : n, o));
}

ssize_t send(int d, const void *b, size_t n, int f) {
  NEXT(send);
  if (!is_tracked(d)) return next(d, b, n, f);
  enum verdict verdict = meets("send", d, (long)n, NULL);
  return verdict == FAILS ? -1 : ends(verdict, next(d, b, verdict == TEARS ? n / 2 : n, f));
}

ssize_t sendto(int d, const void *b, size_t n, int f, const struct sockaddr *a, socklen_t l) {
  NEXT(sendto);
  if (!is_tracked(d)) return next(d, b, n, f, a, l);
  enum verdict verdict = meets("sendto", d, (long)n, NULL);
  return verdict == FAILS ? -1 : ends(verdict, next(d, b, n, f, a, l));
}

ssize_t sendmsg(int d, const struct msghdr *m, int f) {
  NEXT(sendmsg);
  if (!is_tracked(d)) return next(d, m, f);
  enum verdict verdict = meets("sendmsg", d, -1, NULL);
  return verdict == FAILS ? -1 : ends(verdict, next(d, m, f));
}

// Whether a call on a socket finds nothing yet, or takes nothing: that is no step.
static int is_idle(int d, int f) {
  char probe;
  return f & MSG_PEEK ||
         syscall(SYS_recvfrom, d, &probe, 1, MSG_PEEK | MSG_DONTWAIT, NULL, NULL) < 0;
}

// Answers: before one is taken from the socket, and after.
ssize_t read(int d, void *b, size_t n) {
  NEXT(read);
  if (!is_socket(d) || is_idle(d, 0)) return next(d, b, n);
  enum verdict verdict = meets("read", d, -1, NULL);
  return verdict == FAILS ? -1 : ends(verdict, next(d, b, n));
}

ssize_t recv(int d, void *b, size_t n, int f) {
  NEXT(recv);
  if (!is_socket(d) || is_idle(d, f)) return next(d, b, n, f);
  enum verdict verdict = meets("recv", d, -1, NULL);
  return verdict == FAILS ? -1 : ends(verdict, next(d, b, n, f));
}

int fsync(int d) {
  NEXT(fsync);
  enum verdict verdict = meets("fsync", d, -1, NULL);
  return verdict == FAILS ? -1 : (int)ends(verdict, next(d));
}

int fdatasync(int d) {
  NEXT(fdatasync);
  enum verdict verdict = meets("fdatasync", d, -1, NULL);
  return verdict == FAILS ? -1 : (int)ends(verdict, next(d));
}

int rename(const char *a, const char *b) {
  NEXT(rename);
  enum verdict verdict = meets("rename", -1, -1, b);
  return verdict == FAILS ? -1 : (int)ends(verdict, next(a, b));
}

int link(const char *a, const char *b) {
  NEXT(link);
  enum verdict verdict = meets("link", -1, -1, b);
  return verdict == FAILS ? -1 : (int)ends(verdict, next(a, b));
}

int unlink(const char *a) {
  NEXT(unlink);
  enum verdict verdict = meets("unlink", -1, -1, a);
  return verdict == FAILS ? -1 : (int)ends(verdict, next(a));
}

int ftruncate(int d, off_t n) {
  NEXT(ftruncate);
  enum verdict verdict = meets("ftruncate", d, -1, NULL);
  return verdict == FAILS ? -1 : (int)ends(verdict, next(d, n));
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
  if (is_denied(path)) return -1;
  if ((flags & O_ACCMODE) == O_RDONLY) return next(path, flags, mode);
  enum verdict verdict = meets("open", -1, -1, path);
  return verdict == FAILS ? -1 : (int)ends(verdict, next(path, flags, mode));
}

DIR *opendir(const char *path) {
  NEXT(opendir);
  return is_denied(path) ? NULL : next(path);
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
