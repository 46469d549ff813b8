// SPDX-License-Identifier: GPL-3.0-or-later

// Runs a program and writes to a file the wall time, the processor time in the
// program and in the kernel (milliseconds) and the largest resident memory of one
// of its processes (kilobytes). The times include the program's own children,
// which a program that waits for them passes on.
//
//   measured_run OUTPUT PROGRAM ARGUMENT...

#define _GNU_SOURCE

#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char** environ;

static double millisecondsOf(struct timeval time)
{
  return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

int main(int argumentCount, char** arguments)
{
  if (argumentCount < 3) return 2;
  const double start = now();
  pid_t child;
  if (posix_spawnp(&child, arguments[2], NULL, NULL, arguments + 2, environ) != 0) return 127;
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) < 0) return 126;
  const double end = now();

  FILE* output = fopen(arguments[1], "w");
  if (output == NULL) return 125;
  fprintf(output, "%.3f %.3f %.3f %ld\n", end - start, millisecondsOf(usage.ru_utime), millisecondsOf(usage.ru_stime),
          usage.ru_maxrss);
  fclose(output);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
