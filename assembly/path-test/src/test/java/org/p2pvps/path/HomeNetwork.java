package org.p2pvps.path;

import java.util.ArrayList;
import java.util.List;

/**
 * The home the devices stand in: a network namespace of its own, joined to this machine by one cable. The server can't
 * reach in, as behind a home router, and nothing in it touches this machine's own network or Docker engine.
 */
final class HomeNetwork implements AutoCloseable {
    private static final String NAME = "p2pvps-test";
    private static final String OUTSIDE = "p2pvpst0";
    private static final String INSIDE = "p2pvpst1";
    private static final String SERVER = "10.213.7.1";
    private static final String HOME = "10.213.7.2";

    /** This machine's address as seen from the home. */
    String serverAddress() {
        return SERVER;
    }

    void open() {
        close();
        Programs.must("ip", "netns", "add", NAME);
        Programs.must("ip", "link", "add", OUTSIDE, "type", "veth", "peer", "name", INSIDE, "netns", NAME);
        Programs.must("ip", "addr", "add", SERVER + "/30", "dev", OUTSIDE);
        Programs.must("ip", "link", "set", OUTSIDE, "up");
        inside("ip", "addr", "add", HOME + "/30", "dev", INSIDE);
        inside("ip", "link", "set", "lo", "up");
        inside("ip", "link", "set", INSIDE, "up");
        inside("ip", "route", "add", "default", "via", SERVER);
    }

    /** What to put before a command so that it runs in the home. Its process keeps its id. */
    List<String> prefix() {
        return List.of("nsenter", "--net=/run/netns/" + NAME, "--");
    }

    /** Loses every packet on the cable, silently, in both directions. */
    void cut() {
        inside("iptables", "-t", "raw", "-I", "PREROUTING", "-i", INSIDE, "-j", "DROP");
        inside("iptables", "-t", "mangle", "-I", "POSTROUTING", "-o", INSIDE, "-j", "DROP");
    }

    void mend() {
        inside("iptables", "-t", "raw", "-D", "PREROUTING", "-i", INSIDE, "-j", "DROP");
        inside("iptables", "-t", "mangle", "-D", "POSTROUTING", "-o", INSIDE, "-j", "DROP");
    }

    private void inside(String... command) {
        List<String> whole = new ArrayList<>(prefix());
        whole.addAll(List.of(command));
        Programs.must(whole.toArray(String[]::new));
    }

    /** Also takes away what a killed test left. */
    @Override
    public void close() {
        Programs.must(
                "sh", "-c", "ip link del " + OUTSIDE + " 2>/dev/null; ip netns del " + NAME + " 2>/dev/null; true");
    }
}
