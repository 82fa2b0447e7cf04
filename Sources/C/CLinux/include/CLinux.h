// Linux interfaces that the Glibc module leaves out: epoll, eventfd, signalfd, timerfd, inotify, getrandom, peer
// credentials, tty locks, getopt_long.
// `_GNU_SOURCE` must not be defined here: it changes `fd_set` under the Glibc module.
#pragma once
#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
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

/// Gives the tty back (`TIOCNXCL`). A pty keeps the mark after its last close while its master lives.
int keyport_tty_shared(int tty);

/// Whether somebody has taken the tty with `TIOCEXCL`: 1 or 0, or -1 with `errno` set (C: `TIOCGEXCL`).
int keyport_tty_is_exclusive(int tty);

/// Has the port switch an RS-485 line's direction by itself while it sends (`TIOCSRS485`, linux/serial.h), or no longer.
/// Returns 0, or -1 with `errno` set: `ENOTTY` where the port has no such mode.
int keyport_tty_rs485(int tty, bool on);

/// The kernel's number of a device's driver: the major half of `st_rdev` (C macro: `major`).
unsigned keyport_device_major(dev_t device);

/// Takes an event node's events for this descriptor alone, or gives them back (`EVIOCGRAB`). Returns 0, or -1 with
/// `errno` set: `EBUSY` where another descriptor has them.
int keyport_evdev_grab(int node, bool grab);

/// Whether a key is down on an event node (`EVIOCGKEY`): 1 or 0, or -1 with `errno` set.
int keyport_evdev_is_pressed(int node);

/// Reads a feature report over hidraw (`HIDIOCGFEATURE`): `report[0]` is its number, 0 where it has none. Waits for the
/// device. Returns the bytes read, the number counted, or -1 with `errno` set.
int keyport_hidraw_get_feature(int node, uint8_t *report, int length);

/// Writes a feature report over hidraw (`HIDIOCSFEATURE`), as above.
int keyport_hidraw_set_feature(int node, const uint8_t *report, int length);

/// What one step of `getopt_long` found.
struct keyport_option_step {
  /// What `getopt_long` returned: the option's `val`, `'?'`, `':'`, or -1 at the end of the options.
  int result;
  /// `optopt`: the option that an error is about, 0 for an unknown long one.
  int culprit;
  /// `optind` afterwards: the index of the next argument.
  int next;
  /// `optarg`: the option's value, or null.
  const char *value;
};

/// Takes the next option (C function: `getopt_long`, silent). `restart` begins with a new argument vector, whatever
/// was parsed before.
struct keyport_option_step keyport_next_option(
    int count, char *const arguments[], const char *letters, const struct option *options, bool restart);

/// Keeps other threads from `keyport_next_option`, whose state is the process's, until `keyport_unlock_options`.
void keyport_lock_options(void);

/// Lets other threads parse again.
void keyport_unlock_options(void);
