"""OFD (GB/T 33190), the national fixed-layout format: drawn as a PDF in memory, and read as one."""
