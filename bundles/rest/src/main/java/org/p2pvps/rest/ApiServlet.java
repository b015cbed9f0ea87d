package org.p2pvps.rest;

import java.io.IOException;
import java.util.Optional;
import javax.servlet.DispatcherType;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rest.problem.IncidentLog;
import org.p2pvps.rest.problem.ProblemPage;

/**
 * The one way in: hands a request to the endpoint of its area. A servlet for all areas, and not one for each, so that the
 * servlet container has nothing to do when a bundle comes or goes.
 */
@Component(
        service = Servlet.class,
        configurationPid = RestConfig.PID,
        property = {
            "osgi.http.whiteboard.servlet.pattern=" + ApiServlet.BASE + "/*",
            "osgi.http.whiteboard.servlet.name=p2pvps-api",
            "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true"
        })
public final class ApiServlet extends HttpServlet {
    /** Where the API is. */
    public static final String BASE = "/api/v1";

    private static final long serialVersionUID = 1L;
    private static final String REQUEST = ApiRequest.class.getName();

    private final transient Publications publications;
    private final transient KnownAreas areas;
    private final transient TrustedProxies proxies;
    private final transient ProblemPage problems;
    private final int maxBodyBytes;

    @Activate
    public ApiServlet(@Reference Publications publications, RestConfig config) {
        this.publications = publications;
        this.areas = new KnownAreas(config.areas());
        this.proxies = new TrustedProxies(config.trustedProxies());
        this.problems = new ProblemPage(config.retryAfterSeconds());
        this.maxBodyBytes = config.maxBodyBytes();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                proceed((ApiRequest) request.getAttribute(REQUEST), response);
            } else {
                guard(response);
                begin(request, response);
            }
        } catch (ProblemException e) {
            problems.write(response, e.code(), e.getMessage());
        } catch (RuntimeException e) {
            problems.write(response, ErrorCode.INTERNAL, IncidentLog.record(e));
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getContentLengthLong() > maxBodyBytes) {
            response.setHeader("Connection", "close");
            throw LimitedInputStream.tooLarge(maxBodyBytes);
        }
        String area = areaOf(request.getPathInfo());
        Flight flight = publications
                .find(area)
                .map(Flight::new)
                .filter(candidate -> candidate.endpoint().admit(candidate))
                .orElseThrow(() -> missing(area));
        ApiRequest wrapped = new ApiRequest(request, flight, proxies.clientOf(request), maxBodyBytes);
        request.setAttribute(REQUEST, wrapped);
        proceed(wrapped, response);
    }

    private void proceed(ApiRequest request, HttpServletResponse response) throws IOException {
        request.flight().endpoint().serve(getServletConfig(), request, response);
    }

    private static String areaOf(String pathInfo) {
        return pathInfo == null ? "" : pathInfo.replaceFirst("^/", "").replaceFirst("[/;].*", "");
    }

    private ProblemException missing(String area) {
        Optional<String> bundle = areas.bundleOf(area);
        return bundle.isPresent()
                ? new ProblemException(
                        ErrorCode.SERVICE_MISSING,
                        "The service '" + bundle.get() + "' is not running at the moment. Ask again soon.")
                : new ProblemException(ErrorCode.NOT_FOUND, "There is nothing here. See " + BASE + "/openapi.json.");
    }

    /** What browsers must not do with an answer of the API. */
    private static void guard(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
