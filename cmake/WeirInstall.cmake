# Install rules and the package file behind find_package(weir): filled in by the install work.
