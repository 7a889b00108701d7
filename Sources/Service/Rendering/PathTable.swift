import Model
import Working

extension WorkReport {
    /// Each frame's source window as CSV with a header: `x,y,width,height` in pixels of the upright picture.
    var pathTable: String {
        path.reduce(into: "x,y,width,height\n") { $0 += "\($1.x),\($1.y),\($1.width),\($1.height)\n" }
    }
}
