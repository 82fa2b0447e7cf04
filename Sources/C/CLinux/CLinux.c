#include "CLinux.h"

#include <sys/ioctl.h>
#include <sys/socket.h>

#ifndef SO_PEERCRED
#define SO_PEERCRED 17
#endif

int keyport_peer_credentials(int socket, struct keyport_peer *peer) {
  socklen_t length = sizeof *peer;
  return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, peer, &length);
}

int keyport_tty_exclusive(int tty) { return ioctl(tty, TIOCEXCL); }
