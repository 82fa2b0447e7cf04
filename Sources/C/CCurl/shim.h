// libcurl's easy and multi interfaces; `curl_easy_setopt` and `curl_easy_getinfo` are variadic, so each argument type
// has a wrapper. Also `malloc_usable_size`, which the Glibc module leaves out: libcurl is given memory that is wiped.
#pragma once
#include <curl/curl.h>
#include <malloc.h>

static inline CURLcode keyport_curl_set_long(CURL *curl, CURLoption option, long value) {
  return curl_easy_setopt(curl, option, value);
}
static inline CURLcode keyport_curl_set_string(CURL *curl, CURLoption option, const char *value) {
  return curl_easy_setopt(curl, option, value);
}
static inline CURLcode keyport_curl_set_pointer(CURL *curl, CURLoption option, void *value) {
  return curl_easy_setopt(curl, option, value);
}
static inline CURLcode keyport_curl_set_writer(
    CURL *curl, size_t (*write)(char *bytes, size_t size, size_t count, void *context)) {
  return curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write);
}
static inline CURLcode keyport_curl_get_long(CURL *curl, CURLINFO info, long *value) {
  return curl_easy_getinfo(curl, info, value);
}
static inline CURLcode keyport_curl_get_string(CURL *curl, CURLINFO info, const char **value) {
  return curl_easy_getinfo(curl, info, value);
}
