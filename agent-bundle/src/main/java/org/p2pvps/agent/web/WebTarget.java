package org.p2pvps.agent.web;

import java.net.URI;
import org.p2pvps.protocol.RegisterAnswer;

/** Where the web tunnel goes, and what proves that the name is ours. */
public record WebTarget(RegisterAnswer.Web web) {
    URI address() {
        return web.secure() == null
                ? URI.create(web.controlUrl() + "/" + web.subdomain())
                : URI.create("https://" + authority(web.secure().port()) + "/" + web.subdomain());
    }

    private String authority(int port) {
        return URI.create(web.controlUrl()).getHost() + ":" + port;
    }

    String host() {
        String host = URI.create(web.controlUrl()).getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
