{{- define "paydesk.name" -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "paydesk.selector" -}}
app.kubernetes.io/name: paydesk
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: service
{{- end -}}

{{- define "paydesk.migrationSelector" -}}
app.kubernetes.io/name: paydesk
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: migration
{{- end -}}

{{- define "paydesk.testSelector" -}}
app.kubernetes.io/name: paydesk
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: test
{{- end -}}

{{- define "paydesk.labels" -}}
app.kubernetes.io/name: paydesk
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "paydesk.serviceAccount" -}}
{{- if .Values.serviceAccount.name -}}
{{ .Values.serviceAccount.name }}
{{- else if .Values.serviceAccount.create -}}
{{ include "paydesk.name" . }}
{{- else -}}
default
{{- end -}}
{{- end -}}

{{- define "paydesk.image" -}}
{{- with .Values.image -}}
{{- $repository := required "set image.repository, with its registry: registry.example/shop/paydesk" .repository -}}
{{- if .digest -}}
{{ $repository }}@{{ .digest }}
{{- else -}}
{{ $repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "paydesk.databaseAddress" -}}
{{- with .Values.database -}}
//{{ .host }}:{{ .port }}/{{ .name }}{{ if .caSecret }}?sslmode=verify-full{{ end }}
{{- end -}}
{{- end -}}

{{- define "paydesk.jdbcUrl" -}}
jdbc:postgresql:{{ include "paydesk.databaseAddress" . }}{{ if .Values.database.caSecret }}&sslrootcert=/etc/paydesk/database/ca.crt{{ end }}
{{- end -}}

{{/* The schema has seen to it that there is one. */}}
{{- define "paydesk.collectorPort" -}}
{{ regexFind ":[0-9]+" .Values.tracing.endpoint | trimPrefix ":" }}
{{- end -}}

{{- define "paydesk.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.database.caSecret }}
- name: database-ca
  mountPath: /etc/paydesk/database
  readOnly: true
{{- end }}
{{- end -}}

{{- define "paydesk.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 128Mi
{{- with .Values.database }}
{{- if .caSecret }}
- name: database-ca
  secret:
    secretName: {{ .caSecret }}
    items:
      - key: {{ .caKey }}
        path: ca.crt
{{- end }}
{{- end }}
{{- end -}}

{{- define "paydesk.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "paydesk.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "paydesk.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "paydesk.placement" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The role's name and password, of the secret that is given as `.`. */}}
{{- define "paydesk.databaseRole" -}}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: username
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: password
{{- end -}}
