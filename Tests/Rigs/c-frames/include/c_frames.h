// Frames as plain C reads them, for `make bench`: COBS and CRC-16/X-25 (by table), bodies left in one buffer.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Reads whole frames, each with its closing zero, and returns how many had the right checksum. The sum of all bodies'
/// first bytes goes into `sum`, so that no compiler leaves out the work.
size_t c_frames_decode(const uint8_t *wire, size_t count, uint32_t *sum);
