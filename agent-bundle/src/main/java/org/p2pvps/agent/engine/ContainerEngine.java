package org.p2pvps.agent.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.protocol.Limits;

/** What the agent needs of a container engine. Every method may fail with {@link EngineException}. */
public interface ContainerEngine {
    EngineInfo info();

    boolean hasImage(String image);

    /** Makes an image of a gzip'd root file system. */
    void importImage(Path archive, String image);

    /** Fetches {@code reference} from its registry and names it {@code image}. Takes minutes. */
    void pullImage(String reference, String image);

    /** The containers that carry this device's label, whatever their state. */
    List<HeldContainer> containersOf(UUID deviceId);

    /** The network of this name; made first if missing. */
    void ensureNetwork(String name);

    /** Makes a container, without starting it. Fails if its name is taken. */
    void create(ContainerSpec spec);

    /** Starts a container. Nothing happens if it runs. */
    void start(String id);

    /** What a container is now; empty if it is gone. */
    Optional<ContainerView> inspect(String id);

    /** Changes the limits of a container on the fly. */
    void limit(String id, Limits limits);

    /**
     * Runs a program as root in a running container, and waits for it.
     *
     * @param input its standard input, line by line
     */
    ExecResult run(String id, List<String> input, String program);

    /** Destroys a container, its file system and its anonymous volumes, even while it runs. Nothing happens if it is gone. */
    void destroy(String id);

    /** Whether a volume is there. */
    boolean hasVolume(String name);
}
