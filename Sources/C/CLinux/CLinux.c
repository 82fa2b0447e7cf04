#define _DEFAULT_SOURCE
#include "CLinux.h"

#include <linux/hidraw.h>
#include <linux/input.h>
#include <linux/serial.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>

#ifndef SO_PEERCRED
#define SO_PEERCRED 17
#endif

int keyport_peer_credentials(int socket, struct keyport_peer *peer) {
  socklen_t length = sizeof *peer;
  return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, peer, &length);
}

int keyport_tty_exclusive(int tty) { return ioctl(tty, TIOCEXCL); }

int keyport_tty_shared(int tty) { return ioctl(tty, TIOCNXCL); }

int keyport_tty_rs485(int tty, bool on) {
  struct serial_rs485 mode;
  if (ioctl(tty, TIOCGRS485, &mode) < 0) return -1;
  if (on) mode.flags |= SER_RS485_ENABLED | SER_RS485_RTS_ON_SEND;
  else mode.flags &= ~(__u32)SER_RS485_ENABLED;
  return ioctl(tty, TIOCSRS485, &mode);
}

int keyport_tty_is_exclusive(int tty) {
  int exclusive = 0;
  return ioctl(tty, TIOCGEXCL, &exclusive) < 0 ? -1 : exclusive != 0;
}

unsigned keyport_device_major(dev_t device) { return major(device); }

int keyport_evdev_grab(int node, bool grab) { return ioctl(node, EVIOCGRAB, grab ? 1L : 0L); }

int keyport_evdev_is_pressed(int node) {
  uint8_t keys[KEY_CNT / 8] = {0};
  if (ioctl(node, EVIOCGKEY(sizeof keys), keys) < 0) return -1;
  for (size_t i = 0; i < sizeof keys; i++)
    if (keys[i] != 0) return 1;
  return 0;
}

int keyport_hidraw_get_feature(int node, uint8_t *report, int length) {
  return ioctl(node, HIDIOCGFEATURE(length), report);
}

int keyport_hidraw_set_feature(int node, const uint8_t *report, int length) {
  return ioctl(node, HIDIOCSFEATURE(length), report);
}

struct keyport_option_step keyport_next_option(
    int count, char *const arguments[], const char *letters, const struct option *options, bool restart) {
  opterr = 0;
  // Zero, not one: glibc then forgets the vector it was in the middle of, and reads the leading `+` or `:` again.
  if (restart) optind = 0;
  optarg = 0;
  optopt = 0;
  struct keyport_option_step step;
  step.result = getopt_long(count, arguments, letters, options, 0);
  step.culprit = optopt;
  step.next = optind;
  step.value = optarg;
  return step;
}

static pthread_mutex_t options = PTHREAD_MUTEX_INITIALIZER;

void keyport_lock_options(void) { pthread_mutex_lock(&options); }

void keyport_unlock_options(void) { pthread_mutex_unlock(&options); }
