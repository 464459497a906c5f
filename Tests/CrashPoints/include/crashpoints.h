// Preloaded into a process under test: ends it, or fails a call, at a chosen system call.
//
// CRASH_POINTS_KILL_AT=N      SIGKILL just before the Nth tracked call
// CRASH_POINTS_WHEN=torn      … halfway through it, where it moves bytes, and else after it
// CRASH_POINTS_WHEN=after     … just after it
// CRASH_POINTS_FAIL_AT=N      the Nth tracked call fails with CRASH_POINTS_ERRNO (a number) and does nothing
// CRASH_POINTS_FAIL_FROM=N    so do all from the Nth on
// CRASH_POINTS_FILES_ONLY=1   tracks calls on files and folders, not on sockets and standard streams
// CRASH_POINTS_COUNT=FILE     at a normal exit, FILE holds how many calls were tracked
// CRASH_POINTS_LOG=FILE       appends a line for each tracked call: number, name, bytes (-1: none), target
// CRASH_POINTS_DENY=TEXT      files and folders whose path contains TEXT cannot be opened: EACCES
//
// Tracked: write, writev, pwrite, send, sendto, sendmsg, read of a socket that has something, fsync,
// fdatasync, rename, link, unlink, ftruncate, and open for writing.
#ifndef CRASH_POINTS_H
#define CRASH_POINTS_H
#endif
