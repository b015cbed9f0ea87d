package org.p2pvps.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.servlet.AsyncContext;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/** A request as the resources see it: the client's own address behind proxies we trust, and a body that is not too large. */
public final class ApiRequest extends HttpServletRequestWrapper {
    /** A header by which a client could have CXF answer before the work is done. */
    private static final String ONE_WAY = Message.ONE_WAY_REQUEST;

    private final Flight flight;
    private final Client client;
    private final int maxBodyBytes;
    private ServletInputStream body;

    ApiRequest(HttpServletRequest request, Flight flight, Client client, int maxBodyBytes) {
        super(request);
        this.flight = flight;
        this.client = client;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** The request that a message of CXF's, incoming or outgoing, belongs to. */
    public static ApiRequest of(Message message) {
        return (ApiRequest) message.getExchange().getInMessage().get(AbstractHTTPDestination.HTTP_REQUEST);
    }

    /** Whether the resource that serves this request went away meanwhile. */
    public boolean isOrphaned() {
        return flight.endpoint().isClosed();
    }

    Flight flight() {
        return flight;
    }

    @Override
    public String getRemoteAddr() {
        return client.address();
    }

    @Override
    public String getScheme() {
        return client.scheme();
    }

    @Override
    public boolean isSecure() {
        return client.scheme().equals("https");
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer url = super.getRequestURL();
        return url.replace(0, url.indexOf(":"), client.scheme());
    }

    @Override
    public String getHeader(String name) {
        return name.equalsIgnoreCase(ONE_WAY) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return name.equalsIgnoreCase(ONE_WAY) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(ONE_WAY::equalsIgnoreCase);
        return Collections.enumeration(names);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new LimitedInputStream(super.getInputStream(), maxBodyBytes);
        }
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public AsyncContext startAsync() {
        flight.setWaiting(true);
        AsyncContext context = super.startAsync();
        context.addListener(new FlightEnd(flight));
        return context;
    }
}
