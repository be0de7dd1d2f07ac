"""How forms are drawn: one field template for the whole desk."""

from django.forms.renderers import TemplatesSetting


class DeskFormRenderer(TemplatesSetting):
    form_template_name = "django/forms/desk_form.html"
    field_template_name = "django/forms/desk_field.html"
