/** The PROXY protocol, for the data paths that load balancers may stand before. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.p2pvps.api.proxy;
