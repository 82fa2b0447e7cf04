/* PyCryptodome 4.4.0's hash functions, as src/SHA1.c and src/hash_SHA2_template.c define them; the library has no header
   of its own, since Python finds them by name. Each returns 0 unless a pointer is missing or memory ran out. */
#ifndef KEYPORT_PYCRYPTODOME_H
#define KEYPORT_PYCRYPTODOME_H

#include <stddef.h>
#include <stdint.h>

typedef struct t_hash_state hash_state;


int SHA1_init(hash_state **state);
int SHA1_destroy(hash_state *state);
int SHA1_update(hash_state *state, const uint8_t *bytes, size_t count);
int SHA1_digest(const hash_state *state, uint8_t *digest);
int SHA1_copy(const hash_state *from, hash_state *to);

int SHA256_init(hash_state **state);
int SHA256_destroy(hash_state *state);
int SHA256_update(hash_state *state, const uint8_t *bytes, size_t count);
int SHA256_digest(const hash_state *state, uint8_t *digest, size_t digest_size);
int SHA256_copy(const hash_state *from, hash_state *to);

int SHA512_init(hash_state **state, size_t digest_size);
int SHA512_destroy(hash_state *state);
int SHA512_update(hash_state *state, const uint8_t *bytes, size_t count);
int SHA512_digest(const hash_state *state, uint8_t *digest, size_t digest_size);
int SHA512_copy(const hash_state *from, hash_state *to);

#endif
