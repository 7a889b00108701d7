// The room is its header; a target needs one file to compile.
#include "CLinux.h"
