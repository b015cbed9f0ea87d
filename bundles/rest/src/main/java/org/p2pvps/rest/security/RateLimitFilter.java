package org.p2pvps.rest.security;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rest.problem.Problems;

/** Keeps one client from calling a method too often. */
@Priority(Priorities.AUTHENTICATION - 1)
public final class RateLimitFilter implements ContainerRequestFilter {
    private final RateLimiter limiter;

    public RateLimitFilter(RateLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Call call = Call.current();
        RateLimited limit = call.method().getAnnotation(RateLimited.class);
        if (limit != null) {
            int seconds = limiter.secondsToWait(key(call), limit.perMinute());
            if (seconds > 0) {
                context.abortWith(refusal(seconds));
            }
        }
    }

    private static String key(Call call) {
        Method method = call.method();
        return method.getDeclaringClass().getName()
                + '#'
                + method.getName()
                + ' '
                + subscriber(call.request().getRemoteAddr());
    }

    /** An IPv6 subscriber has a whole /64 at its disposal, so that is what counts. */
    static String subscriber(String address) {
        if (!address.contains(":")) {
            return address;
        }
        int gap = address.indexOf("::");
        String[] groups = (gap < 0 ? address : address.substring(0, gap)).split(":");
        List<String> network = new ArrayList<>(List.of(groups).subList(0, Math.min(4, groups.length)));
        while (network.size() < 4) {
            network.add("0");
        }
        return String.join(":", network);
    }

    private static Response refusal(int seconds) {
        return Response.status(ErrorCode.RATE_LIMITED.status())
                .type(Problems.MEDIA_TYPE)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .entity(Problems.of(
                        ErrorCode.RATE_LIMITED, "That was too often. Try again in " + seconds + " seconds."))
                .build();
    }
}
