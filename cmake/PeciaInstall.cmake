# What an installation holds beside the targets: filled by pecia.pc, the CMake package, the man page and completions.
