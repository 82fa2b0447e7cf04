// libudev: device enumeration and udev's processed events.
#pragma once
#include <libudev.h>
