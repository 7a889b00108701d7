import StrictJSON

extension Key {
    /// A key whose value is taken from and put into the root by closures.
    init<Value: Sendable>(
        _ name: String, _ type: ValueType<Value>, _ summary: String, examples: [JSONValue],
        get: @escaping @Sendable (Root) -> Value?, set: @escaping @Sendable (inout Root, Value) -> Void
    ) {
        let write: @Sendable (Root) -> JSONValue? = { get($0).flatMap(type.write) }
        self.init(
            name: name, summary: summary, examples: examples,
            read: { (node: JSONNode, root: inout Root) throws(SettingsError) in set(&root, try type.read(node)) },
            write: write,
            schema: { _ in type.schema },
            rows: { root in
                [
                    KeyRow(
                        path: [name], allowed: type.allowed, summary: summary, value: write(root), examples: examples,
                        kinds: type.kinds)
                ]
            })
    }

    /// A key that may be left without a value.
    init<Value: Sendable>(
        _ name: String, optional path: any WritableKeyPath<Root, Value?> & Sendable, _ type: ValueType<Value>,
        _ summary: String, examples: [JSONValue]
    ) {
        self.init(
            name, type, summary, examples: examples, get: { $0[keyPath: path] },
            set: { root, value in root[keyPath: path] = value })
    }

    /// A key that always has a value.
    init<Value: Sendable>(
        _ name: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ type: ValueType<Value>,
        _ summary: String, examples: [JSONValue]
    ) {
        self.init(
            name, type, summary, examples: examples, get: { $0[keyPath: path] },
            set: { root, value in root[keyPath: path] = value })
    }

    /// A key that holds an object of keys. `start` gives the value to read into, `show` the one to write.
    init<Inner: Sendable>(
        _ name: String, _ table: KeyTable<Inner>, _ summary: String, start: @escaping @Sendable (Root) -> Inner,
        store: @escaping @Sendable (inout Root, Inner) -> Void, show: @escaping @Sendable (Root) -> Inner
    ) {
        self.init(
            name: name, summary: summary, examples: [],
            read: { (node: JSONNode, root: inout Root) throws(SettingsError) in
                var inner = start(root)
                try table.read(node, into: &inner)
                store(&root, inner)
            },
            write: { root in
                let object = table.write(show(root))
                return object.members.isEmpty ? nil : .object(object)
            },
            schema: { table.schema(defaults: show($0)) },
            rows: { root in
                table.rows(show(root)).map { row in
                    var row = row
                    row.path.insert(name, at: 0)
                    return row
                }
            })
    }

    /// A key that holds an object of keys.
    init<Inner: Sendable>(
        _ name: String, _ path: any WritableKeyPath<Root, Inner> & Sendable, _ table: KeyTable<Inner>, _ summary: String
    ) {
        self.init(
            name, table, summary, start: { $0[keyPath: path] },
            store: { root, inner in root[keyPath: path] = inner }, show: { $0[keyPath: path] })
    }
}
