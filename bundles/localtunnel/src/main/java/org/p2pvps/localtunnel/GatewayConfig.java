package org.p2pvps.localtunnel;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The gateway's settings, {@code etc/org.p2pvps.localtunnel.cfg}. */
@ObjectClassDefinition(name = "P2P VPS gateway")
public @interface GatewayConfig {
    @AttributeDefinition(description = "The gateway's own name; sites are one label below it")
    String domain() default "localhost";

    @AttributeDefinition(description = "The port that is listened on; 0: any free one")
    int port() default 8088;

    @AttributeDefinition(description = "The port as people reach it; 0: the one listened on")
    int publicPort() default 0;

    @AttributeDefinition(description = "The port for TLS; 0: any free one, -1: none")
    int tlsPort() default 8448;

    @AttributeDefinition(description = "TLS's port as people reach it; 0: the one listened on")
    int publicTlsPort() default 0;

    @AttributeDefinition(description = "The folder with certificates and keys, PEM; it is watched")
    String certificates() default "state/certificates";

    @AttributeDefinition(
            description = "Whether visitors without TLS are sent to where it is, if there is a certificate")
    boolean redirectToTls() default false;

    @AttributeDefinition(description = "Seconds that browsers are to insist on TLS (HSTS); 0: not told")
    int strictTransportSeconds() default 0;

    @AttributeDefinition(
            description = "The name server that proofs of domains are looked up with; empty: the machine's")
    String nameServer() default "";

    @AttributeDefinition(description = "http, or https behind a TLS proxy")
    String scheme() default "http";

    @AttributeDefinition(description = "The address that the ports are bound to")
    String bindAddress() default "0.0.0.0";

    @AttributeDefinition(description = "Load balancers, which speak the PROXY protocol before visitors do")
    String proxies() default "";

    @AttributeDefinition(description = "The port of devices' data connections; guests get those after it")
    int firstDataPort() default 30000;

    @AttributeDefinition(description = "The last port of guests' data connections")
    int lastDataPort() default 30999;

    @AttributeDefinition(description = "Whether devices' data connections have TLS: OFF, OFFERED or REQUIRED")
    DataEncryption dataEncryption() default DataEncryption.OFFERED;

    @AttributeDefinition(description = "The key that devices know the gateway by, PEM; made if it is not there")
    String dataKey() default "state/keys/gateway-data.pem";

    @AttributeDefinition(description = "Whether clients without a lease get a random name")
    boolean guests() default false;

    @AttributeDefinition(description = "Where the gateway's own name leads a browser")
    String landing() default "http://localhost:8080/";

    @AttributeDefinition(description = "Data connections that a device holds open: requests it can answer at once")
    int deviceSockets() default 256;

    @AttributeDefinition(description = "Connections of visitors, altogether")
    int visitors() default 10000;

    @AttributeDefinition(description = "Connections of visitors from one address; 0: no limit")
    int visitorsPerAddress() default 1000;

    @AttributeDefinition(description = "Bytes a second that a request's body must come with")
    int bodyRate() default 64;

    @AttributeDefinition(description = "Bytes a second that one site may carry; 0: no limit")
    long siteRate() default 0;

    @AttributeDefinition(description = "Requests that may wait for one site")
    int waiting() default 256;

    @AttributeDefinition(description = "Seconds that a request waits for a connection to the device")
    int waitTimeout() default 10;

    @AttributeDefinition(description = "Seconds that a site may take to begin its answer")
    int responseTimeout() default 60;

    @AttributeDefinition(description = "Seconds that an answer or a WebSocket may stand still")
    int stallTimeout() default 600;

    @AttributeDefinition(description = "Seconds that a visitor may take for a request's header")
    int headerTimeout() default 10;

    @AttributeDefinition(description = "Seconds that a visitor's connection may be idle between requests")
    int idleTimeout() default 75;

    @AttributeDefinition(description = "Bytes of a header")
    int headerBytes() default 32768;
}
