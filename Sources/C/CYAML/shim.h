// libyaml: YAML 1.1 documents with the place of every node.
#pragma once
#include <yaml.h>
