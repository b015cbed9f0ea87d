package org.p2pvps.agent.governor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.device.DeviceFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once for each device file that leaves its key open to others. */
final class KeyWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(KeyWarnings.class);

    private Credentials seen;

    void look(DeviceFile file, Credentials credentials) {
        if (credentials.equals(seen)) {
            return;
        }
        seen = credentials;
        if (file.isOpenToOthers()) {
            LOG.warn("Every user of this computer can read device.json and the key in it: chmod 600 device.json.");
        }
        if ("http".equals(credentials.server().getScheme())
                && !isNear(credentials.server().getHost())) {
            LOG.warn(
                    "{} is not encrypted: the device key and the tenant's password can be read on the way."
                            + " Ask the server's admin for https.",
                    credentials.server());
        }
    }

    private static boolean isNear(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || address.isSiteLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
