package org.p2pvps.rest.security;

import java.lang.reflect.Method;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Message;
import org.p2pvps.rest.ApiRequest;

/**
 * What is being called.
 *
 * @param request the request
 * @param method the resource method that CXF chose for it
 */
record Call(ApiRequest request, Method method) {
    /** The call that this thread is about to make. */
    static Call current() {
        Message message = JAXRSUtils.getCurrentMessage();
        OperationResourceInfo operation = message.getExchange().get(OperationResourceInfo.class);
        return new Call(ApiRequest.of(message), operation.getMethodToInvoke());
    }
}
