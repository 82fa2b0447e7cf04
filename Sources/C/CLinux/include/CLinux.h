// Linux interfaces that the Glibc module leaves out: epoll, eventfd, signalfd, inotify, getrandom, peer credentials, getopt_long.
// `_GNU_SOURCE` must not be defined here: it changes `fd_set` under the Glibc module.
#pragma once
#include <getopt.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/types.h>

/// The credentials of a connected Unix socket's peer (C struct: `ucred`, which needs `_GNU_SOURCE`).
struct keyport_peer {
  pid_t pid;
  uid_t uid;
  gid_t gid;
};

/// Reads the peer's credentials with `SO_PEERCRED`. Returns 0, or -1 with `errno` set.
int keyport_peer_credentials(int socket, struct keyport_peer *peer);

/// Takes a tty for this process alone (`TIOCEXCL`). Returns 0, or -1 with `errno` set.
int keyport_tty_exclusive(int tty);
