/* Included by the cryptographic libraries, and not used by what is taken of them. */
