package org.p2pvps.rest;

import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;

/** Notes that a request which was set aside has been answered, or given up. */
final class FlightEnd implements AsyncListener {
    private final Flight flight;

    FlightEnd(Flight flight) {
        this.flight = flight;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        flight.endpoint().leave(flight);
    }

    @Override
    public void onError(AsyncEvent event) {
        flight.endpoint().leave(flight);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // CXF resumes the request; its end comes later
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
