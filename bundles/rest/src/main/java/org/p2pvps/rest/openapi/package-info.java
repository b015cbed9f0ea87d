/** The OpenAPI document of whatever is published. */
package org.p2pvps.rest.openapi;
