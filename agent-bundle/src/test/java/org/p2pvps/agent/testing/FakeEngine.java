package org.p2pvps.agent.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.p2pvps.agent.engine.ContainerEngine;
import org.p2pvps.agent.engine.ContainerSpec;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.EngineException;
import org.p2pvps.agent.engine.EngineInfo;
import org.p2pvps.agent.engine.ExecResult;
import org.p2pvps.agent.engine.HeldContainer;
import org.p2pvps.protocol.Limits;

/** An engine in memory. Before each call a hook may fail it, and after each as well: the work is done then, unknown to the caller. */
public final class FakeEngine implements ContainerEngine {
    public static final String ADDRESS = "127.0.0.1";

    /** A container, with what a tenant would lose with it. */
    public static final class Box {
        public final String id = UUID.randomUUID().toString();
        public final ContainerSpec spec;
        public final List<String> volumes = new ArrayList<>();
        public final List<String> accounts = new ArrayList<>();
        public ContainerView.State state = ContainerView.State.STOPPED;
        public Limits limits;
        public List<String> sshKeys = List.of();
        public String address = ADDRESS;
        private int starts;

        Box(ContainerSpec spec) {
            this.spec = spec;
            this.limits = spec.limits();
        }
    }

    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final Set<String> images = new HashSet<>();
    private final Set<String> networks = new HashSet<>();
    private final Set<String> volumes = new HashSet<>();
    private Consumer<String> before = call -> {};
    private Consumer<String> after = call -> {};
    private Consumer<Box> destroyed = box -> {};
    private EngineInfo info = new EngineInfo("fake", "/", 2, true, true, true);
    private long accountStatus;

    public synchronized void addImage(String image) {
        images.add(image);
    }

    public synchronized List<Box> boxes() {
        return List.copyOf(boxes.values());
    }

    public synchronized Box only() {
        if (boxes.size() != 1) {
            throw new AssertionError("One container was expected, not " + boxes.size());
        }
        return boxes.values().iterator().next();
    }

    /** Makes a container behind the agent's back. */
    public synchronized Box plant(ContainerSpec spec) {
        Box box = new Box(spec);
        boxes.put(box.id, box);
        return box;
    }

    public synchronized void setInfo(EngineInfo newInfo) {
        info = newInfo;
    }

    public synchronized void setAccountStatus(long status) {
        accountStatus = status;
    }

    public synchronized void addVolume(String name) {
        volumes.add(name);
    }

    /** Told of each container that is destroyed by a call. */
    public void onDestroy(Consumer<Box> hook) {
        destroyed = hook;
    }

    /** As when somebody removes a container by hand. */
    public synchronized void lose() {
        boxes.keySet().stream().findFirst().ifPresent(boxes::remove);
    }

    public void failBefore(Consumer<String> hook) {
        before = hook;
    }

    public void failAfter(Consumer<String> hook) {
        after = hook;
    }

    public void works() {
        before = call -> {};
        after = call -> {};
    }

    /** As when the daemon does not run. */
    public void isAbsent() {
        before = call -> {
            throw new EngineException(true, "Docker does not answer: No such file or directory", null);
        };
    }

    @Override
    public EngineInfo info() {
        return call("info", () -> info);
    }

    @Override
    public boolean hasImage(String image) {
        return call("hasImage", () -> images.contains(image));
    }

    @Override
    public void importImage(Path archive, String image) {
        call("importImage", () -> images.add(image));
    }

    @Override
    public void pullImage(String reference, String image) {
        call("pullImage", () -> {
            throw new EngineException(false, "no such image", null);
        });
    }

    @Override
    public List<HeldContainer> containersOf(UUID deviceId) {
        return call("containersOf", () -> boxes.values().stream()
                .filter(box -> box.spec.deviceId().equals(deviceId))
                .map(box -> new HeldContainer(box.id, box.spec.name(), box.spec.generation()))
                .toList());
    }

    @Override
    public void ensureNetwork(String name) {
        call("ensureNetwork", () -> networks.add(name));
    }

    @Override
    public void create(ContainerSpec spec) {
        call("create", () -> {
            refuseIf(!images.contains(spec.image()), "no such image");
            refuseIf(!networks.contains(spec.network()), "no such network");
            refuseIf(boxes.values().stream().anyMatch(box -> box.spec.name().equals(spec.name())), "name is taken");
            return plant(spec);
        });
    }

    @Override
    public void start(String id) {
        call("start", () -> {
            Box box = find(id).orElseThrow(() -> new EngineException(false, "no such container", null));
            if (box.state != ContainerView.State.RUNNING) {
                box.state = ContainerView.State.RUNNING;
                box.starts++;
            }
            return box;
        });
    }

    @Override
    public Optional<ContainerView> inspect(String id) {
        return call("inspect", () -> find(id).map(box -> new ContainerView(
                box.id, box.state, 0, "start " + box.starts, box.address, box.limits, List.copyOf(box.volumes))));
    }

    @Override
    public void limit(String id, Limits limits) {
        call("limit", () -> {
            find(id).orElseThrow().limits = limits;
            return true;
        });
    }

    @Override
    public ExecResult run(String id, List<String> input, String program) {
        return call("run", () -> {
            Box box = find(id).orElseThrow(() -> new EngineException(false, "no such container", null));
            refuseIf(box.state != ContainerView.State.RUNNING, "not running");
            if (accountStatus == 0) {
                if (box.accounts.isEmpty()) {
                    box.accounts.add(input.get(0) + "/" + input.get(1));
                }
                box.sshKeys = List.copyOf(input.subList(2, input.size()));
            }
            return new ExecResult(accountStatus, accountStatus == 0 ? "" : "refused");
        });
    }

    @Override
    public void destroy(String id) {
        call("destroy", () -> find(id).map(box -> {
            volumes.removeIf(name -> box.volumes.contains(name) && !name.startsWith("stuck"));
            destroyed.accept(box);
            return boxes.remove(box.id);
        }));
    }

    @Override
    public boolean hasVolume(String name) {
        return call("hasVolume", () -> volumes.contains(name));
    }

    private Optional<Box> find(String idOrName) {
        return boxes.values().stream()
                .filter(box -> box.id.equals(idOrName) || box.spec.name().equals(idOrName))
                .findFirst();
    }

    private <T> T call(String name, java.util.function.Supplier<T> work) {
        before.accept(name);
        T result;
        synchronized (this) {
            result = work.get();
        }
        after.accept(name);
        return result;
    }

    private static void refuseIf(boolean refused, String why) {
        if (refused) {
            throw new EngineException(false, "Docker refused: " + why, null);
        }
    }
}
