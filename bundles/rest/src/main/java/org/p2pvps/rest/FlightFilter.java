package org.p2pvps.rest;

import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Message;

/** Ties CXF's message to the request's flight, so that a waiting request can be ended when its resource goes. */
@PreMatching
final class FlightFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
        Message message = JAXRSUtils.getCurrentMessage();
        ApiRequest.of(message).flight().joinedBy(message);
    }
}
