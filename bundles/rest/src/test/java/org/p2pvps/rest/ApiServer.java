package org.p2pvps.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.rest.security.AuthenticatorRegistry;

/** A server in this process, with real HTTP. */
public final class ApiServer implements AutoCloseable {
    private final Publications publications = new Publications();
    private final AuthenticatorRegistry authenticators = new AuthenticatorRegistry();
    private final Server jetty = new Server(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ResourcePublisher publisher;

    ApiServer(RestConfig config) {
        publisher = new ResourcePublisher(publications, authenticators, config);
        ServletHolder servlet = new ServletHolder(new ApiServlet(publications, config));
        servlet.setAsyncSupported(true);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(servlet, ApiServlet.BASE + "/*");
        jetty.setHandler(context);
        try {
            jetty.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server with the usual settings and these resources. */
    public static ApiServer with(RestResource... resources) {
        return with(new FixedConfig(), resources);
    }

    static ApiServer with(RestConfig config, RestResource... resources) {
        ApiServer server = new ApiServer(config);
        for (RestResource resource : resources) {
            server.publisher.addResource(resource);
        }
        return server;
    }

    Publications publications() {
        return publications;
    }

    ResourcePublisher publisher() {
        return publisher;
    }

    AuthenticatorRegistry authenticators() {
        return authenticators;
    }

    int port() {
        return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + ApiServlet.BASE + path));
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String json, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        try {
            publisher.deactivate();
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
