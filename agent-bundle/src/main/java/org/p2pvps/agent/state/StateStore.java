package org.p2pvps.agent.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.json.MalformedJsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the agent's state in a folder that only its owner may enter. What {@link #update} returned survives a crash. */
public final class StateStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);

    private final AtomicFile file;
    private final JsonCodec json;
    private AgentState state;
    private boolean closed;

    private StateStore(AtomicFile file, JsonCodec json, AgentState state) {
        this.file = file;
        this.json = json;
        this.state = state;
    }

    /**
     * Opens the folder, made first if missing. A state that can't be read is put aside: the server then takes this for
     * another agent and wants a new device key, but no tenant is harmed.
     *
     * @throws IOException if the folder can't be used
     */
    public static StateStore open(Path folder, JsonCodec json) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        AtomicFile file = new AtomicFile(folder.resolve("agent.json"));
        Optional<AgentState> kept = load(file, json);
        StateStore store = new StateStore(
                file,
                json,
                kept.orElseGet(() -> AgentState.fresh(UUID.randomUUID().toString())));
        if (kept.isEmpty()) {
            store.save(store.state);
        }
        return store;
    }

    public synchronized AgentState get() {
        return state;
    }

    /** Changes the state. Nothing is written if nothing changes. */
    public synchronized AgentState update(UnaryOperator<AgentState> change) {
        if (closed) {
            throw new IllegalStateException("The agent was stopped.");
        }
        AgentState next = change.apply(state);
        if (!next.equals(state)) {
            save(next);
            state = next;
        }
        return state;
    }

    /** From now on the state stays as it is: a thread that comes late must not overwrite what the next agent writes. */
    @Override
    public synchronized void close() {
        closed = true;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    private void save(AgentState next) {
        try {
            file.write(json.write(next));
        } catch (IOException e) {
            throw new UncheckedIOException("The agent's state can't be written: is the disk full or read-only?", e);
        }
    }

    private static Optional<AgentState> load(AtomicFile file, JsonCodec json) throws IOException {
        Optional<byte[]> text = file.read();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            AgentState read = json.read(text.get(), AgentState.class);
            if (read.instanceId() != null) {
                return Optional.of(read);
            }
        } catch (MalformedJsonException e) {
            LOG.debug("The state is malformed: {}", e.getMessage());
        }
        LOG.warn("The agent's state file is damaged and was put aside. If the server now refuses the device key,"
                + " make a new key on the site and replace device.json.");
        file.setAside();
        return Optional.empty();
    }
}
