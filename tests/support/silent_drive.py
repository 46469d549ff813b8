"""Mounts a drive that never answers on the given folder, until standard input ends.

The kernel asks a process that does not answer (fuse(4)); every access to the
folder waits, until the process ends and the kernel says "not connected".
"""
import ctypes
import os
import sys

path = sys.argv[1].encode()
libc = ctypes.CDLL(None, use_errno=True)
drive = os.open("/dev/fuse", os.O_RDWR)
options = f"fd={drive},rootmode=40000,user_id=0,group_id=0".encode()
if libc.mount(b"silent", path, b"fuse", 0, options) != 0:
    sys.exit(os.strerror(ctypes.get_errno()))
os.write(1, b"mounted\n")
sys.stdin.read()
MNT_DETACH = 2
if libc.umount2(path, MNT_DETACH) != 0:
    sys.exit(os.strerror(ctypes.get_errno()))
os.close(drive)
