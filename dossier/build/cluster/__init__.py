"""The machines of a cluster write files: the same bytes, and nothing that may not be read goes out.

This process reads, composes and checks, since that needs all names. A worker of Dask distributed
gets a document as its audience may read it, writes it in one format and reads it back. The search
of the finished file for names is done here again. Pictures, templates and finished files go through
a share (`project/share.py`).
"""

from dossier.build.cluster.connection import cluster_workers

__all__ = ["cluster_workers"]
