import Files
import Intake
import Logging
import ServiceLifecycle

/// Tells a service manager how the watch is: that it is ready, how much waits, that it is alive, and that it stops.
///
/// Nothing depends on it: a manager that does not listen is logged once, and told again with the next notice.
struct NoticeService: Service {
    let manager: ServiceManager
    let pulse: Pulse
    let logger: Logger

    func run() async throws {
        let socket = NoticeSocket(address: manager.address)
        // A part that is stuck does not hold this up, which is silent then; without a free thread it is silent too.
        try await untilStopped {
            var notices = Notices(watchdog: manager.watchdog, began: .now)
            var isTroubleLogged = false
            while !Task.isCancelled {
                var said = notices
                if let notice = said.next(pulse.reading(), at: .now) {
                    do throws(FileError) {
                        try socket.send(notice)
                        notices = said
                    } catch {
                        if !isTroubleLogged { logger.warning("the service manager cannot be told: \(error)") }
                        isTroubleLogged = true
                    }
                }
                await pulse.news.wait(atMost: notices.interval)
            }
        }
        try? socket.send(Notices.stopping)
    }
}
