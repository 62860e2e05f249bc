"""The chart runs this text in BinderHub's configuration file, before those that add pages."""


def add_handler(application, handler):
    """BinderHub has no setting for handlers of others. It puts its own path before all of them in one place (app.py `BinderHub.initialize`)."""
    usual = application.add_url_prefix
    application.add_url_prefix = staticmethod(lambda prefix, handlers: usual(prefix, [handler, *handlers]))
