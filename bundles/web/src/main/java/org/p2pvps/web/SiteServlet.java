package org.p2pvps.web;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Serves the site. A path that is no file is a page of the site, which its own router shows: the answer is {@code index.html}. The API has a
 * servlet of its own with a longer pattern; its paths come here only while that one is away.
 */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/*",
            "osgi.http.whiteboard.servlet.name=p2pvps-site",
            "service.ranking:Integer=-1000"
        })
public final class SiteServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ROOT = "/site";
    private static final String INDEX = "/index.html";
    private static final String ASSETS = "/assets/";

    private final transient SiteFiles files;
    private final transient ApiAbsence apiAbsence = new ApiAbsence();

    /** With the files that the bundle carries. */
    @Activate
    public SiteServlet(BundleContext context) {
        this(new SiteFiles(filesOf(context)));
    }

    SiteServlet(SiteFiles files) {
        this.files = files;
        if (files.find(INDEX, false).isEmpty()) {
            throw new IllegalStateException("The bundle lacks the site: build it with Maven, which builds app/ too.");
        }
    }

    private static Map<String, URL> filesOf(BundleContext context) {
        Map<String, URL> found = new HashMap<>();
        for (URL url : Collections.list(context.getBundle().findEntries(ROOT, "*", true))) {
            if (!url.getPath().endsWith("/")) {
                found.put(url.getPath().substring(url.getPath().indexOf(ROOT) + ROOT.length()), url);
            }
        }
        return found;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.set(response);
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        if (apiAbsence.concerns(path)) {
            apiAbsence.answer(path, response);
        } else if (List.of("GET", "HEAD").contains(request.getMethod())) {
            serve(path, request, response);
        } else {
            response.setHeader("Allow", "GET, HEAD");
            refuse(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Pages can only be read.", response);
        }
    }

    private void serve(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Conditions conditions = new Conditions(request);
        Optional<SiteFile> file = files.find(isPage(path) ? INDEX : path, conditions.acceptGzip());
        if (file.isEmpty()) {
            refuse(HttpServletResponse.SC_NOT_FOUND, "There is no such file.", response);
            return;
        }
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("Cache-Control", cachingOf(path));
        response.setHeader("ETag", file.get().etag());
        if (conditions.hold(file.get().etag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            send(file.get(), request, response);
        }
    }

    /** Pages have no dot in their last segment, files have. */
    private static boolean isPage(String path) {
        return !path.startsWith(ASSETS) && path.indexOf('.', path.lastIndexOf('/')) < 0;
    }

    /** The build puts a digest into the names of assets, so one name stands for one content for ever. */
    private static String cachingOf(String path) {
        if (path.startsWith(ASSETS)) {
            return "public, max-age=31536000, immutable";
        }
        return isPage(path) || path.equals(INDEX) ? "no-store" : "public, max-age=3600";
    }

    private static void send(SiteFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(file.contentType());
        response.setContentLength(file.content().length);
        if (!file.encoding().isEmpty()) {
            response.setHeader("Content-Encoding", file.encoding());
        }
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(file.content());
        }
    }

    private static void refuse(int status, String text, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain; charset=utf-8");
        response.getWriter().println(text);
    }
}
