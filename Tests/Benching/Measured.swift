import Glibc

/// Runs what is measured, and nothing else is: callgrind counts from this function's begin to its end, by its name.
///
/// - Returns: Seconds of processor time of this thread.
@inline(never)
func measured(_ body: () throws -> Void) rethrows -> Double {
    let begin = processorSeconds()
    try body()
    return processorSeconds() - begin
}

private func processorSeconds() -> Double {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The middle one of some times, in milliseconds.
func medianMilliseconds(_ seconds: [Double]) -> Double {
    let sorted = seconds.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2] * 1000
}
