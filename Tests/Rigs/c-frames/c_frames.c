#include "c_frames.h"

static uint16_t table[256];

static void make_table(void) {
  for (unsigned byte = 0; byte < 256; byte++) {
    uint16_t value = (uint16_t)byte;
    for (int bit = 0; bit < 8; bit++) value = (uint16_t)((value >> 1) ^ (value & 1 ? 0x8408 : 0));
    table[byte] = value;
  }
}

/// The packet's length, or 0 where there is none. `end` is the closing zero's place.
static size_t decode(const uint8_t *wire, size_t end, uint8_t *packet) {
  size_t length = 0;
  size_t read = 0;
  while (read < end) {
    size_t next = read + wire[read];
    if (next > end) return 0;
    for (read++; read < next; read++) packet[length++] = wire[read];
    if (next < end) packet[length++] = 0;
  }
  if (length < 4) return 0;
  uint16_t check = 0xFFFF;
  for (size_t index = 0; index < length - 2; index++)
    check = (uint16_t)((check >> 8) ^ table[(check ^ packet[index]) & 0xFF]);
  check = (uint16_t)~check;
  return packet[length - 2] == (check & 0xFF) && packet[length - 1] == check >> 8 ? length : 0;
}

size_t c_frames_decode(const uint8_t *wire, size_t count, uint32_t *sum) {
  uint8_t packet[192];
  size_t frames = 0;
  size_t start = 0;
  if (table[1] == 0) make_table();
  for (size_t index = 0; index < count; index++) {
    if (wire[index] != 0) continue;
    size_t length = index - start;
    if (length > 0 && length < sizeof packet && decode(wire + start, length, packet) > 0) {
      frames++;
      *sum += packet[2];
    }
    start = index + 1;
  }
  return frames;
}
