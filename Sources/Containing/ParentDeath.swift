import CLinux
import Glibc

/// Ties the life of a worker to that of the thread that started it.
package enum ParentDeath {
    /// From now on the kernel kills this process when its parent's thread ends (prctl(2), PR_SET_PDEATHSIG).
    ///
    /// - Returns: False when that parent is gone already.
    package static func endsThisProcess(parent: Int32) -> Bool {
        linux_set_parent_death_signal(SIGKILL) == 0 && getppid() == parent
    }
}
