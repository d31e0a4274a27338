package main

import (
	"os"
	"syscall"
	"time"
)

// cpuTime is what this process has used.
func cpuTime() time.Duration {
	self, err := syscall.GetCurrentProcess()
	if err != nil {
		return 0
	}
	var made, ended, kernel, user syscall.Filetime
	if syscall.GetProcessTimes(self, &made, &ended, &kernel, &user) != nil {
		return 0
	}
	const tick = 100 * time.Nanosecond
	spent := func(t syscall.Filetime) time.Duration {
		return time.Duration(int64(t.HighDateTime)<<32|int64(t.LowDateTime)) * tick
	}
	return spent(kernel) + spent(user)
}

// peakMemory is the most memory that a process that has ended had, in bytes; 0 because Windows does not say so afterwards.
func peakMemory(*os.ProcessState) int64 { return 0 }
