package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.p2pvps.openbazaar.daemon.DaemonException.Kind;

/** One HTTP exchange with the daemon: bounded in time and size, and either the JSON it promises or a {@link DaemonException}. */
public final class DaemonHttp {
    private static final int LONGEST_REASON = 300;

    private final DaemonSettings settings;
    private final DaemonCredential.Source credential;
    private final HttpClient client;

    public DaemonHttp(DaemonSettings settings, DaemonCredential.Source credential) {
        this.settings = settings;
        this.credential = credential;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout());
        if (!settings.certificateSha256().isEmpty()) {
            builder.sslContext(PinnedCertificate.context(settings.certificateSha256()));
        }
        this.client = builder.build();
    }

    HttpClient client() {
        return client;
    }

    URI url() {
        return settings.url();
    }

    DaemonCredential.Source credential() {
        return credential;
    }

    JsonNode get(String path, int limit) {
        return send("GET", path, null, limit);
    }

    /**
     * Sends a request.
     *
     * @param body null for none
     * @param limit the longest answer to read, in bytes
     * @return the answer of status 200
     */
    JsonNode send(String method, String path, JsonNode body, int limit) {
        return Json.parse(fetch(method, path, body, limit));
    }

    /** As {@link #send}, unread. */
    Body fetch(String method, String path, JsonNode body, int limit) {
        HttpResponse<Body> response = exchange(request(method, path, body), limit);
        if (response.statusCode() == 200) {
            return response.body();
        }
        throw refusal(response);
    }

    private HttpRequest request(String method, String path, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .header("Accept", "application/json");
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        credential
                .current()
                .ifPresent(found -> request.header(found.header(), found.value().value()));
        return request.build();
    }

    private String base() {
        String text = settings.url().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** The timeout of {@link HttpRequest} ends with the headers; this one ends with the last byte. */
    private HttpResponse<Body> exchange(HttpRequest request, int limit) {
        CompletableFuture<HttpResponse<Body>> answer = client.sendAsync(request, info -> new BoundedBody(limit));
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new DaemonException(
                    Kind.UNREACHABLE,
                    0,
                    "no answer within " + settings.timeout().toSeconds() + " s");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new DaemonException(Kind.UNREACHABLE, 0, "interrupted");
        } catch (ExecutionException e) {
            throw broken(e.getCause());
        }
    }

    private static DaemonException broken(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        boolean tooLong = cause instanceof IOException && message.contains("longer than");
        return new DaemonException(tooLong ? Kind.NONSENSE : Kind.UNREACHABLE, 0, cut(message));
    }

    private static DaemonException refusal(HttpResponse<Body> response) {
        int status = response.statusCode();
        if (status == 401 && !Json.isRefusal(response.body()) || status == 403) {
            return new DaemonException(Kind.FORBIDDEN, status, "the daemon does not take the credential");
        }
        String reason = Json.reason(response.body());
        if (reason == null) {
            boolean plain = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("text/plain"))
                    .isPresent();
            return plain && status < 500
                    ? new DaemonException(
                            Kind.REFUSED,
                            status,
                            cut(response.body().text(LONGEST_REASON).strip()))
                    : new DaemonException(Kind.NONSENSE, status, "status " + status + " without a reason");
        }
        return new DaemonException(status == 404 ? Kind.MISSING : Kind.REFUSED, status, status + ": " + cut(reason));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
    }
}
