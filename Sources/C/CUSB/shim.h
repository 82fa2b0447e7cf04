// libusb-1.0, and the one of its calls that is variadic and so invisible to Swift.
#pragma once
#include <libusb-1.0/libusb.h>

/// Keeps libusb from starting its own discovery thread; must come before `libusb_init` (C function: `libusb_set_option`).
static inline int keyport_usb_disable_discovery(void) {
  return libusb_set_option(NULL, LIBUSB_OPTION_NO_DEVICE_DISCOVERY, NULL);
}
