/** The double-entry ledger: who has what, and how it came there. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.p2pvps.api.ledger;
